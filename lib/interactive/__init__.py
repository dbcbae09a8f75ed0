"""What puts pictures and code on a slide, and moves them: live with a kernel, as a flipbook in the exports.

Each module is imported by its own name: ``show`` for pictures and source code, ``explore`` for figures with
controls, ``watch`` for trainings that the reader starts and stops, ``live_figure`` for figures that compute
in the page itself, from the modules in ``page`` and the engine in ``engine``.
"""
