import Foundation

/// A checkpoint's `config.json`: what all architectures have in common, and the fields for each to read its own.
///
/// A missing key takes the default of the `transformers` class, as `from_pretrained` does.
struct ModelConfig: Sendable {
    static let fileName = "config.json"
    /// More classes than this is a mistake or an attack; the largest public label set (ImageNet-21k) has 21,843.
    static let maximumLabels = 100_000

    /// Which loss the model was trained with, hence how logits become scores.
    enum ProblemType: String, Sendable {
        case regression
        case singleLabel = "single_label_classification"
        case multiLabel = "multi_label_classification"
    }

    let fields: JSONFile
    let modelType: String
    /// The class that wrote the checkpoint, such as `ViTForImageClassification`; `nil` when the file does not say.
    let architecture: String?
    /// Class names in the order of the logits.
    let labels: [String]
    let problemType: ProblemType?

    init(folder: URL) throws(HuggingFaceError) {
        let path = folder.appending(path: Self.fileName).path(percentEncoded: false)
        try self.init(JSONFile(path: path, name: Self.fileName))
    }

    init(_ fields: JSONFile) throws(HuggingFaceError) {
        guard let modelType = try fields.string("model_type") else {
            throw HuggingFaceError(
                .invalid,
                "\(fields.name): 'model_type' is missing; take the config.json that transformers wrote"
            )
        }
        self.fields = fields
        self.modelType = modelType
        self.architecture = fields["architectures"]?.array?.first?.string
        self.labels = try Self.labels(fields)
        self.problemType = try Self.problemType(fields)
    }

    private static func problemType(_ fields: JSONFile) throws(HuggingFaceError) -> ProblemType? {
        guard let name = try fields.string("problem_type") else { return nil }
        guard let type = ProblemType(rawValue: name) else {
            throw fields.wrong(
                "problem_type",
                "regression, single_label_classification or multi_label_classification, not '\(name)'"
            )
        }
        return type
    }

    /// `id2label`, or `LABEL_0`, `LABEL_1`, … where there is none, as `transformers` names them.
    private static func labels(_ fields: JSONFile) throws(HuggingFaceError) -> [String] {
        guard let value = fields["id2label"] else {
            let count = try fields.int("num_labels", in: 1...maximumLabels) ?? 2
            return (0..<count).map { "LABEL_\($0)" }
        }
        guard let members = value.object, !members.isEmpty, members.count <= maximumLabels else {
            throw fields.wrong("id2label", "an object from class numbers to names, at most \(maximumLabels)")
        }
        var names: [Int: String] = [:]
        for (key, value) in members {
            guard let id = Int(key), id >= 0, id < members.count, names[id] == nil else {
                throw fields.wrong("id2label", "keyed by 0 to \(members.count - 1); '\(key)' is not among them")
            }
            names[id] = value.string ?? value.int.map(String.init)
        }
        return (0..<members.count).map { names[$0] ?? "LABEL_\($0)" }
    }
}

extension ModelConfig {
    /// Extents of weights; larger ones exist nowhere and would only make arithmetic overflow.
    static let extents = 1...1_000_000
    /// Sides of images and patches, in pixels.
    static let sides = 1...8192

    func int(_ key: String, default value: Int, in range: ClosedRange<Int> = extents) throws(HuggingFaceError) -> Int {
        try fields.int(key, in: range) ?? value
    }

    func ints(_ key: String, default value: [Int]) throws(HuggingFaceError) -> [Int] {
        let numbers = try fields.ints(key, in: Self.extents) ?? value
        guard !numbers.isEmpty, numbers.count <= 32 else { throw fields.wrong(key, "a list of 1 to 32 numbers") }
        return numbers
    }

    func size(_ key: String, default side: Int) throws(HuggingFaceError) -> ImageSize {
        try fields.size(key, in: Self.sides) ?? ImageSize(side)
    }

    func bool(_ key: String, default value: Bool) throws(HuggingFaceError) -> Bool {
        try fields.bool(key) ?? value
    }

    /// A positive number such as a layer norm's epsilon.
    func epsilon(_ key: String, default value: Double) throws(HuggingFaceError) -> Float {
        let number = try fields.double(key) ?? value
        guard number > 0, number < 1 else { throw fields.wrong(key, "between 0 and 1") }
        return Float(number)
    }

    func activation(_ key: String, default value: Activation) throws(HuggingFaceError) -> Activation {
        guard let name = try fields.string(key) else { return value }
        guard let activation = Activation(name: name) else {
            throw HuggingFaceError(
                .unsupported,
                "\(fields.name): '\(key)' is '\(name)', which Roost cannot build; it has "
                    + Activation.names.joined(separator: ", ")
            )
        }
        return activation
    }
}
