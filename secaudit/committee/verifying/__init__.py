"""Is a document what was made of the figures? It is made again from them and compared.

`judging.judge(content, name)` says what it is; `places` take a document apart so that a difference
can be named by its place.
"""
