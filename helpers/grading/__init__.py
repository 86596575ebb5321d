"""Grading a class: what the course adds to nbgrader. No chapter imports it.

How a submission goes through, and what each module knows::

    __main__     the command
    run          a class from beginning to end; its report as JSON
    course       an nbgrader course: folders, settings
    released     an assignment read from the gradebook and the source folder, once
    calibrate    the instructor's solution first: what it imports, which tests need its process
    supervise    who is to be graded; submitted files, records and gradebook kept in line
       |  submission, as plain JSON                      ^  record, as plain JSON
       v                                                 |
    team         workers on this machine       cluster   workers of a scheduler
    work         a worker's process, from which others are forked
    bench        forks a process for each notebook and watches it
       |
       v
    attempt      repair    the notebook is made whole
       |         judge     hidden tests run here, on values that crossed as plain JSON
       |         questions what it has earned
       |  cells, names and calls                         ^  outputs and values
       v                                                 |
    isolate  |   the sandbox: bubblewrap, no network, no course file
    warm     |   one process that has imported everything and forks one for each student
    rights   |   the student's own files, an unprivileged user, limits; seccomp: refused calls
    execute  |   the student's process: cells run, names are looked up

    assignment   an assignment in plain values          python     what cells import and bind
    channel      JSON over a socket          plain      values as JSON, never pickle; tables
    outputs      what cells show, cut        watch      signs of tampering, to look at
    clock        time limits                 files      what travels with a notebook
    submitted    what was handed in          records    what is kept, so that nothing is lost
    gradebook    marks saved together        marks      marks looked up
    feedback     the page of a student       report     the page of an instructor, and CSV
    check        an assignment before it is handed out
    selfcheck    a notebook before it is handed in
    ordinary     nbgrader's own kernel, where there is no Linux
"""
