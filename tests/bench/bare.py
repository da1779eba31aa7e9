"""A page of Streamlit's own parts with no product and no query behind it: a filter, four figures, a chart, a table of a
hundred rows. What a click on it takes is the framework's share of every click (bench_clicks.py)."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

st.set_page_config(layout="wide")
unit = st.selectbox("Đơn vị", range(6), format_func=lambda unit: f"Đơn vị {unit}")
for place, column in enumerate(st.columns(4)):
    column.metric(f"Chỉ tiêu {place}", 100 * unit + place)
st.plotly_chart(go.Figure(go.Bar(x=list(range(12)), y=[unit + month for month in range(12)])))
st.dataframe(pd.DataFrame({f"Cột {place}": [unit + row for row in range(100)] for place in range(8)}))
