"""Grading a class: what the course adds to nbgrader. No chapter imports it.

How a submission goes through, and what each module knows::

    __main__     the command
    course       an nbgrader course: folders, settings, gradebook
    assignment   the tests and files of an assignment, read once
    check        an assignment looked over before students get it
    calibrate    the instructor's solution first: which hidden tests need the student's process
    supervise    who is to be graded; records, notebooks and gradebook kept in line
       |  submission, as plain JSON                      ^  record, as plain JSON
       v                                                 |
    work         a worker; forks a process for each notebook and watches it
       |
       v
    attempt      repair    the notebook is made whole
       |         judge     hidden tests run here, on values that crossed as plain JSON
       |  cells, names and calls                         ^  outputs and values
       v                                                 |
    isolate  |   bubblewrap: no network, no course file, an unprivileged user
    warm     |   one process that has imported everything and forks one for each student
    execute  |   the student's process: cells run, names are looked up

    channel      JSON over a socket          plain      values as JSON, never pickle
    outputs      what cells show, cut        watch      signs of tampering, to look at
    clock        time limits                files      what travels with a notebook
    gradebook    marks in one transaction    feedback   the page that a student gets back
    report       what an instructor reads of a class: a page, and its tables as CSV
"""
