"""Starts chiso: `python app.py` (CHISO_HOST, CHISO_PORT) or `streamlit run app.py` (Streamlit's own flags)."""

import streamlit as st

from chiso.web.shell import launch

# Streamlit finds the application by reading this very assignment.
app = st.App(
    launch.FRAME,
    lifespan=launch.lifespan,
    routes=launch.routes(),
    middleware=launch.middleware(),
    on_script_error=launch.on_script_error,
)

if __name__ == "__main__":
    launch.run(app)
