import Foundation
import RoostEntities
import RoostModelFiles

/// Reads the bytes as an `MLmodel`; after a `w` it writes one of what follows, which must say the same when it is read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMLmodel(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Data(UnsafeBufferPointer(start: data, count: count))
    if bytes.first == UInt8(ascii: "w") {
        write(bytes.dropFirst())
    } else {
        read(bytes)
    }
    return 0
}

private func read(_ bytes: Data) {
    guard let mlmodel = try? MLmodel(yaml: bytes) else { return }
    let layout = ModelLayout(try? mlmodel.runnable)
    let texts = Dictionary(ModelDescription.files(of: mlmodel).map { ($0, bytes) }) { first, _ in first }
    _ = try? ModelDescription(mlmodel: mlmodel, texts: texts, hasGraph: true)
    _ = (layout.places(of: "labels.txt"), mlmodel.mainFlavor, mlmodel.pipelineTask, mlmodel.input?.description)
}

/// The first line is the name of the graph's file, each further one that of an input.
private func write(_ bytes: Data) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard let path = lines.first.flatMap({ try? Artifact.Path(String($0)) }) else { return }
    let signature = TensorSignature(elementType: "float32", extents: [nil, lines.count])
    let inputs = lines.dropFirst().map { BareModel.Tensor(name: String($0), signature: signature) }
    let text = MLmodel.text(
        of: .graph(file: path.text, inputs: inputs, outputs: inputs),
        madeAt: Timestamp(milliseconds: 0)
    )
    guard let mlmodel = try? MLmodel(yaml: Data(text.utf8)), (try? mlmodel.runnable) == .onnx(graph: path),
        inputs.isEmpty || text.utf8.count > 1 << 16 || mlmodel.input == signature
    else { fatalError("an MLmodel does not say what was written: \(text)") }
}
