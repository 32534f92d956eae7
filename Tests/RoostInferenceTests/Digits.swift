import Foundation
import RoostAdapters
import RoostEntities
import Testing

/// `Examples/digits` as something to train on.
struct Digits {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/digits")

    static let checkpoint = folder.appending(path: "checkpoint")

    /// What the items are called: the digits themselves, or whether they are even.
    enum Labels: String, CaseIterable, Sendable {
        case digits, parity

        /// In an order that is not that of the letters.
        var ontology: [String] {
            switch self {
            case .digits: (0...9).reversed().map(String.init)
            case .parity: ["unused", "odd", "even"]
            }
        }

        func label(_ digit: String) -> String {
            guard self == .parity else { return digit }
            return Int(digit)?.isMultiple(of: 2) == true ? "even" : "odd"
        }
    }

    /// What scikit-learn says: see `Fixtures/digits_heads.py`.
    struct Expected: Decodable {
        let l2: Double
        let labels: [String]
        let accuracy: Double
        let predictions: [String: String]
    }

    static func expected(_ labels: Labels) throws -> Expected {
        let data = try Data(contentsOf: Fixture.url("digits_heads.json"))
        return try #require(try JSONDecoder().decode([String: Expected].self, from: data)[labels.rawValue])
    }

    /// The images of a subset, by path.
    static func items(_ subset: Subset, _ labels: Labels) throws -> [TrainingItem] {
        let root = folder.appending(path: "images")
        let digits = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: subset.rawValue).path)
        return try digits.sorted().flatMap { digit in
            let path = "\(subset.rawValue)/\(digit)"
            let names = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: path).path)
            return try names.sorted().map { name in
                try TrainingItem(name: "\(path)/\(name)", digest: digest, size: 0, labels: [labels.label(digit)])
            }
        }
    }

    /// A dataset of these items, some of which may be no images of ours.
    static func data(
        _ labels: Labels = .digits,
        train: [TrainingItem]? = nil,
        validation: [TrainingItem] = []
    ) throws -> TrainingData {
        let train = try train ?? items(.train, labels)
        return TrainingData(
            dataset: try Identifier("0123456789abcdef01234567"),
            snapshot: try digest,
            labels: labels.ontology,
            items: { subset in
                let items = subset == .train ? train : validation
                return AsyncThrowingStream { continuation in
                    for item in items { continuation.yield(item) }
                    continuation.finish()
                }
            },
            fetch: { try content($0.name) }
        )
    }

    static func content(_ name: String) throws -> ItemContent {
        let data = try Data(contentsOf: folder.appending(path: "images").appending(path: name))
        return ItemContent(name: name, bytes: [UInt8](data))
    }

    /// A training in `home`, to the end of the fit where `settings` say nothing else.
    static func job(
        in home: URL,
        _ settings: JSONValue = ["patience": "0", "max_iterations": "1000", "l2": "0.001", "tolerance": "1e-6"],
        seed: UInt64 = 7
    ) throws -> TrainingJob {
        try TrainingJob(
            model: Model.Name("mine"),
            version: Identifier("00112233445566778899aabb"),
            parent: digest,
            settings: settings,
            seed: seed,
            workFolder: home.appending(path: "work"),
            featureFolder: home.appending(path: "features")
        )
    }

    static var digest: Digest {
        get throws { try Digest(String(repeating: "d", count: 64)) }
    }
}
