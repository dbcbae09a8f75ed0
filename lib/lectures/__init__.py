"""What one lecture alone needs: a folder each, named as its notebook is.

``figures`` has its drawings, ``exercises`` its exercises, ``NUMBER`` says which lecture it is. No lecture
imports another's; what two need lies in ``lib.figures`` or ``lib.interactive``.
"""
