import Foundation
import RoostHuggingFace
import RoostONNXRuntime
import RoostTensors

/// Runs a detector or a segmenter over one ready tensor and writes its raw outputs: what the benchmark of full sizes
/// compares with what `transformers` answers.
///
///     RunDense CHECKPOINT INPUT HEIGHT WIDTH FOLDER
///
/// INPUT has `3 x height x width` floats. FOLDER gets a file of floats for each output, named after it, and the standard
/// output a line of JSON: the seconds of loading and of running.
@main
struct RunDense {
    static func main() async throws {
        let words = CommandLine.arguments
        guard words.count == 6, let height = Int(words[3]), let width = Int(words[4]) else {
            throw HuggingFaceError(.invalid, "usage: RunDense CHECKPOINT INPUT HEIGHT WIDTH FOLDER")
        }
        let clock = ContinuousClock()
        let start = clock.now
        let environment = ProcessInfo.processInfo.environment
        let runtime = try Runtime(LibrarySearch(environmentPath: environment["ROOST_ONNXRUNTIME"]))
        let graph = try HuggingFaceLoader.loadDense(folder: URL(filePath: words[1], directoryHint: .isDirectory))
        let session = try await runtime.session(
            model: graph.model,
            weights: graph.weights.map { file in
                ExternalWeights(location: file.name, bytes: file.mapping.bytes, owner: file.mapping)
            },
            options: SessionOptions()
        )
        let loaded = clock.now
        var inputs = [graph.imageInput: try image(words[2], height: height, width: width)]
        if let mask = graph.maskInput {
            let ones = [Int64](repeating: 1, count: height * width)
            inputs[mask] = try Tensor(ones, shape: Shape([1, height, width]))
        }
        let outputs = try await session.run(inputs)
        let run = clock.now - loaded
        for (name, tensor) in outputs {
            let numbers: [Float] = try tensor.elements()
            try numbers.withUnsafeBytes { Data($0) }
                .write(to: URL(filePath: words[5]).appending(path: "\(name).f32"))
        }
        print(#"{"load": \#(seconds(loaded - start)), "run": \#(seconds(run))}"#)
    }

    private static func image(_ path: String, height: Int, width: Int) throws -> Tensor {
        let data = try Data(contentsOf: URL(filePath: path))
        guard data.count == 12 * height * width else {
            throw HuggingFaceError(.invalid, "\(path): has \(data.count) bytes, not \(12 * height * width)")
        }
        let shape = try Shape([1, 3, height, width])
        return try Tensor(elementType: .float32, shape: shape, bytes: [UInt8](data))
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
