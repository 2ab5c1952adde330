"""Cuts hibari.onnx (PyPI hibari-tts 0.2.1) into text.onnx, prosody.onnx and decoder.onnx.

    pip install onnx && python cut.py hibari/assets/hibari.onnx FOLDER

Between the parts, durations, pitch and energy can be changed.
"""
import os
import sys

import onnx
from onnx import TensorProto, helper

FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64
RENAME = {
    "/Transpose_22_output_0": "sound_features",
    "/Transpose_55_output_0": "prosody_features",
    "/Gather_31_output_0": "log_duration",
    "/Gather_33_output_0": "prosody_frames",
    "/Mul_62_output_0": "energy",
    "/Concat_43_output_0": "frames",
}


def needed(graph, inputs, outputs):
    """The nodes that make `outputs` from `inputs`, in the order of the graph, and the weights that they use."""
    makers = {output: (place, node) for place, node in enumerate(graph.node) for output in node.output}
    weights, found, stack = set(), {}, list(outputs)
    while stack:
        tensor = stack.pop()
        if tensor in inputs or tensor == "":
            continue
        if tensor not in makers:
            weights.add(tensor)
            continue
        place, node = makers[tensor]
        if place not in found:
            found[place] = node
            stack += node.input
    return [found[place] for place in sorted(found)], [w for w in graph.initializer if w.name in weights]


def cut(model, name, inputs, outputs, folder):
    """Writes the part of the graph between tensors: [(tensor, type, shape)]."""
    nodes, weights = needed(model.graph, {i for i, _, _ in inputs}, [o for o, _, _ in outputs])
    value = lambda t: helper.make_tensor_value_info(RENAME.get(t[0], t[0]), t[1], t[2])
    copies = [onnx.NodeProto.FromString(node.SerializeToString()) for node in nodes]
    part = helper.make_graph(copies, name, [value(t) for t in inputs], [value(t) for t in outputs], weights)
    for node in part.node:
        for names in (node.input, node.output):
            for place, tensor in enumerate(names):
                names[place] = RENAME.get(tensor, tensor)
    made = helper.make_model(part, opset_imports=model.opset_import, ir_version=model.ir_version)
    onnx.checker.check_model(made)
    onnx.save(made, os.path.join(folder, f"{name}.onnx"))


if __name__ == "__main__":
    source, folder = sys.argv[1:]
    model = onnx.load(source)
    text = [
        ("/Transpose_22_output_0", FLOAT, [1, 128, "L"]),
        ("/Transpose_55_output_0", FLOAT, [1, 192, "L"]),
        ("/Gather_31_output_0", FLOAT, ["L"]),
    ]
    cut(model, "text", [("ids", INT64, [1, "L"])], text, folder)
    prosody = [("f0", FLOAT, [1, "F"]), ("/Mul_62_output_0", FLOAT, [1, "F"])]
    cut(model, "prosody", [("/Gather_33_output_0", FLOAT, [1, 192, "T"])], prosody, folder)
    spectra = [(name, FLOAT, [1, 601, "F"]) for name in ("lh", "theta", "ln", "lr", "phi")]
    cut(model, "decoder", [("/Concat_43_output_0", FLOAT, [1, 130, "F"])], spectra, folder)
