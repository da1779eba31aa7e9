"""chiso: exports of the province's systems become figures, pages and slides.

The map, from the outside in; a layer imports only what stands below it (tests/test_architecture.py):

    app.py, pages/, web/           Streamlit, the gate in front of it, sign-in; the only place that knows it
    __main__, commands             the command line
    demo/, homes                   the demonstration; real data beside it
    deck/, papers, present         what leaves the house: slides, workbook, reports, morning list
    desk/, changes/, office,       what people do on pages: upload, change reference data, enter causes,
    meetings, reconciliation       keep conclusions, compare sources
    attention                      what has to be looked at now, one list for page, deck and report
    figures/                       the one place that is asked for a number
    intake/                        file -> accepted rows: reading, layout, datasets, cleaning, batch
    charts/, slides/, workbooks,   pure: frames -> figures, PPTX, XLSX, DOCX
    cells, reports
    findings, headlines, lateness  pure: figures -> Vietnamese sentences
    indicators, scoring,           pure rules: targets, points, working time, schedule texts
    worktime, schedules
    accounts, passwords            people and their sign-ins
    reference, sources             units, targets, indicators of data/reference/; names of the sources
    originals, vault, retention,   the files as they came (encrypted), the ledger, backups
    ledger, backup
    store/, queries_text           the one door to DuckDB; SQL text lives in queries/
    vietnamese, legacy, harmless,  the language, old encodings, text made harmless, limits, the error family
    settings, errors
"""
