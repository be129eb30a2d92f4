"""Measurements of the program, run by `python3 dev.py bench NAME`; not part of the test run.

`__main__` holds the table of benchmarks, `generator` makes threads, `corpus` keeps them between runs, `classes` draws
the questions, `peers/` are the other engines and `ours` is the only file that knows the API of this one.
"""
