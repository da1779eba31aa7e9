"""Starts chiso: `python app.py` (CHISO_HOST, CHISO_PORT) or `streamlit run app.py` (Streamlit's own flags)."""

import streamlit as st

from chiso.web.shell import launch

# Streamlit finds the application by reading this very assignment.
app = st.App(launch.FRAME, **launch.OPTIONS)

if __name__ == "__main__":
    launch.run(app)
