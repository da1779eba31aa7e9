"""chiso: exports of the province's systems become figures, pages and slides.

The map, from the outside in; a layer imports only what stands below it:

    app.py, pages/, chiso/web/     Streamlit; the only place that knows it
    __main__.py                    the command line
    figures.py                     the one place that pages, slides and commands ask for a number
    intake/                        file -> accepted rows (reading, layout, datasets, cleaning, batch)
    meetings.py                    commitments of the giao ban, kept decks
    charts, slides, workbooks,     pure: frames -> figures, PPTX, XLSX, DOCX, sentences
    reports, findings
    indicators, scoring, worktime  pure rules
    reference.py                   units, targets, indicators of data/reference/
    store.py                       the one door to DuckDB; SQL text lives in queries/
    vietnamese, settings, errors   the language, the limits, the error family
"""
