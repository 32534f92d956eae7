/// One state of a model: its artifacts, what made them and what they can do.
///
/// Once sealed (any status but `created`, `cloning` and `pending`) its content never changes.
public struct Version: Sendable, Codable, Equatable, Identifiable {
    public let id: Identifier<Version>
    public let projectID: Identifier<Project>
    public let modelID: Identifier<Model>
    public let model: Model.Name
    public let number: Number
    public let status: Status
    /// Why the status is `failed`.
    public let failure: String?
    public let description: String
    public let tags: Tags
    public let aliases: [Alias]
    /// What the model does, such as `image-classification`; `nil` when unknown.
    public let task: String?
    /// The architecture or format, such as `vit` or `onnx`; `nil` when unknown.
    public let type: String?
    /// Names of the classes, by index.
    public let labels: [String]
    public let configuration: JSONValue
    public let source: Source
    /// The version it was cloned or trained from.
    public let parentID: Identifier<Version>?
    /// `name:number` of the parent.
    public let parent: Reference?
    /// How it was trained, if Roost did it: enough to do it again.
    public let training: TrainingRecord?
    /// SHA-256 over its sorted artifacts; `nil` until it is sealed.
    public let digest: Digest?
    public let artifactCount: Int
    /// Bytes of its artifacts, links not counted.
    public let size: Int64
    public let createdBy: String
    public let createdAt: Timestamp
    public let updatedAt: Timestamp
    public let archivedAt: Timestamp?
    public let deletedAt: Timestamp?

    public var reference: Reference { Reference(model: model, selector: .number(number)) }

    /// Counts up from 1 within a model; a number is never used twice.
    public struct Number: Hashable, Sendable, Comparable, CustomStringConvertible {
        public let value: Int

        public init(_ value: Int) throws(RoostError) {
            guard (1...1_000_000_000).contains(value) else {
                throw RoostError(.invalidArgument, "\(value) is no version number: they count from 1")
            }
            self.value = value
        }

        public static func < (left: Number, right: Number) -> Bool { left.value < right.value }
        public var description: String { String(value) }
    }

    /// Where the artifacts came from.
    public struct Source: Hashable, Sendable, Codable {
        public enum Kind: String, Sendable, Codable, CaseIterable {
            case folder, file, hub, clone, run
            /// A place that Roost only knows by its address.
            case elsewhere
        }

        public let kind: Kind
        /// The folder's name, the hub's `owner/name`, the reference of the version cloned, the identifier and path of the run or
        /// logged model.
        public let location: String
        /// The hub's commit.
        public let revision: String?

        public init(kind: Kind, location: String, revision: String? = nil) {
            self.kind = kind
            self.location = location
            self.revision = revision
        }

        /// In words, such as `hub google/vit@3f49326` or `logged model m-…`.
        package var text: String {
            let owner = location.prefix { $0 != "/" }
            let isOfLoggedModel = kind == .run && (try? LoggedModel.ID(String(owner))) != nil
            return (isOfLoggedModel ? "logged model " : "\(kind.rawValue) ") + location
                + (revision.map { "@\($0)" } ?? "")
        }
    }
}

extension Version.Number: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(Int.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
