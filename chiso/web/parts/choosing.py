"""A choice of parts on a page whose code, not its words, stands in the address: a link survives another count."""

from collections.abc import Mapping

import streamlit as st


def segments(label: str, options: Mapping[str, str], *, key: str, default: str | None = None) -> str:
    """One of `options` (code -> words) as a segmented control; `?key=code` reopens it. Answers the code.

    Streamlit's own binding writes the words as shown, counts and colours included. Without it the control would
    forget a choice made before a page change, hence the session's own copy.
    """
    first = default or next(iter(options))
    if st.session_state.get(key) not in options:
        asked = st.query_params.get(key)
        st.session_state[key] = asked if asked in options else first

    def remember() -> None:
        if st.session_state[key] == first:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = st.session_state[key]

    return str(
        st.segmented_control(
            label,
            list(options),
            required=True,
            format_func=lambda code: f":blue[{options[code]}]",
            key=key,
            label_visibility="collapsed",
            on_change=remember,
        )
    )
