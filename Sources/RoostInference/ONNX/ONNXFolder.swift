import Foundation
import RoostEntities
import RoostHuggingFace
import RoostImaging
import RoostModelFiles

/// A plain ONNX model's folder: the model and the files that say what it does not.
struct ONNXFolder: Sendable {
    private static let labelsName = "labels.txt"
    private static let configName = "config.json"
    /// What lies beside a model is text by people; more than this is none.
    private static let maximumTextSize = 16 << 20

    let url: URL
    let model: URL
    /// What MLflow wrote about it, if it did.
    private let mlmodel: MLmodel?
    private let layout: ModelLayout

    /// - Throws: ``RoostError`` when it is not clear which file is the model.
    init(_ url: URL) throws(RoostError) {
        mlmodel = try MLmodel(in: url)
        self.url = url
        let runnable = try? mlmodel?.runnable
        layout = ModelLayout(runnable)
        if case .onnx(let graph) = runnable {
            model = url.appending(path: graph.text)
            return
        }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        let models = files.filter { $0.hasSuffix(".onnx") }
        guard let name = models.count == 1 ? models.first : models.first(where: { $0 == "model.onnx" }) else {
            throw RoostError(
                .invalidArgument,
                models.isEmpty
                    ? "the folder has no .onnx file"
                    : "the folder has \(models.count) .onnx files; call the one to run model.onnx"
            )
        }
        model = url.appending(path: name)
    }

    /// What the input was logged to be, if MLflow was told.
    var signature: TensorSignature? { mlmodel?.input }

    /// The declaration in the metadata of the `MLmodel`, else in `roost.json`, else in the model's own metadata, else an
    /// empty one.
    func declaration(metadata: [String: String]) throws(RoostError) -> ONNXDeclaration {
        if let declared = mlmodel?.metadata[ONNXDeclaration.metadataKey] {
            return try ONNXDeclaration(declared, file: "\(MLmodel.fileName), metadata '\(ONNXDeclaration.metadataKey)'")
        }
        if let data = try data(ONNXDeclaration.fileName) {
            return try ONNXDeclaration(data, file: ONNXDeclaration.fileName)
        }
        guard let text = metadata[ONNXDeclaration.metadataKey] else { return ONNXDeclaration() }
        return try ONNXDeclaration(Data(text.utf8), file: "metadata '\(ONNXDeclaration.metadataKey)'")
    }

    /// The preprocessing the declaration asks for, else that of `preprocessor_config.json`.
    func preprocessing(_ declaration: ONNXDeclaration, channels: Int) throws -> ImagePreprocessing {
        if let steps = declaration.image {
            return try ImagePreprocessing(steps, channels: channels, file: ONNXDeclaration.fileName)
        }
        guard let processor = try processor() else {
            throw RoostError(
                .invalidArgument,
                """
                nothing says how to prepare images for \(model.lastPathComponent): add \(ONNXDeclaration.fileName) \
                with 'image', or \(ImageProcessorConfiguration.fileName)
                """
            )
        }
        return try ImagePreprocessing(processor, channels: channels)
    }

    /// The `preprocessor_config.json`, if there is one.
    ///
    /// Without `mayPad`, one that pads is refused.
    func processor(mayPad: Bool = false) throws(HuggingFaceError) -> ImageProcessorConfiguration? {
        guard let file = place(of: ImageProcessorConfiguration.fileName) else { return nil }
        return try ImageProcessorConfiguration(path: file.path(percentEncoded: false), mayPad: mayPad)
    }

    /// Names of the outputs: those declared, else of `config.json`, else a line each of `labels.txt`, else numbered.
    func labels(_ declaration: ONNXDeclaration, count: Int?) throws(RoostError) -> [String] {
        let (labels, source) = try namedLabels(declaration)
        guard let labels else {
            guard let count else {
                throw RoostError(.invalidArgument, "nothing says how many labels the model has: add \(Self.labelsName)")
            }
            return (0..<count).map { "LABEL_\($0)" }
        }
        guard let count, count != labels.count else { return labels }
        throw RoostError(.corrupted, "\(source) names \(labels.count) labels, but the model has \(count) outputs")
    }

    /// The scoring that is declared, else the one that `config.json` implies, else softmax of several labels.
    func scoring(_ declaration: ONNXDeclaration, labelCount: Int) throws(RoostError) -> Scoring {
        if let scoring = declaration.scoring { return scoring }
        let problem = try config()?.problemType
        return problem == "multi_label_classification" || labelCount == 1 ? .sigmoid : .softmax
    }

    private func namedLabels(_ declaration: ONNXDeclaration) throws(RoostError) -> ([String]?, source: String) {
        if let labels = declaration.labels { return (labels, ONNXDeclaration.fileName) }
        if let names = try config()?.id2label {
            let labels = (0..<names.count).compactMap { names[String($0)] }
            guard labels.count == names.count else {
                throw RoostError(.corrupted, "\(Self.configName): 'id2label' is keyed by 0 to \(names.count - 1)")
            }
            return (labels, Self.configName)
        }
        guard let data = try data(Self.labelsName) else { return (nil, "") }
        let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
        return (lines.map { $0.trimmingCharacters(in: .whitespaces) }, Self.labelsName)
    }

    private struct Config: Decodable {
        var id2label: [String: String]?
        var problemType: String?

        enum CodingKeys: String, CodingKey {
            case id2label
            case problemType = "problem_type"
        }
    }

    private func config() throws(RoostError) -> Config? {
        guard let data = try data(Self.configName) else { return nil }
        do {
            return try JSONDecoder().decode(Config.self, from: data)
        } catch {
            throw RoostError(
                .corrupted,
                "\(Self.configName): 'id2label' or 'problem_type' cannot be read",
                cause: error
            )
        }
    }

    /// `nil` when there is no such file.
    private func place(of name: String) -> URL? {
        layout.places(of: name).map { url.appending(path: $0) }
            .first { FileManager.default.fileExists(atPath: $0.path(percentEncoded: false)) }
    }

    /// `nil` when there is no such file.
    private func data(_ name: String) throws(RoostError) -> Data? {
        guard let file = place(of: name) else { return nil }
        do {
            let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
            guard size <= Self.maximumTextSize else {
                throw RoostError(.tooLarge, "\(name): has \(size) bytes; \(Self.maximumTextSize) are allowed")
            }
            return try Data(contentsOf: file)
        } catch {
            throw (error as? RoostError) ?? RoostError(.unavailable, "\(name): cannot be read", cause: error)
        }
    }
}
