/// The first line of a snapshot's manifest.
public struct SnapshotHeader: Sendable, Codable, Hashable {
    /// What the manifests of this version of Roost say.
    public static let currentFormat = "roost-snapshot/1"

    public let format: String
    /// The ontology, in order.
    public let labels: [Label]

    public init(labels: [Label]) {
        format = Self.currentFormat
        self.labels = labels
    }
}
