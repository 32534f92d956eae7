import RoostEntities

/// One item a model may learn from, and what people say it is.
package struct TrainingItem: Sendable, Hashable {
    /// Its path within the dataset.
    package let name: String
    /// Of its content.
    package let digest: Digest
    /// Bytes of its content.
    package let size: Int64
    /// The distinct labels of the whole item, ground truth; an item learns from exactly one.
    package let labels: [String]

    package init(name: String, digest: Digest, size: Int64, labels: [String]) {
        self.name = name
        self.digest = digest
        self.size = size
        self.labels = labels
    }

    package init(_ item: SnapshotItem) {
        var labels: [String] = []
        for annotation in item.annotations where annotation.geometry == .image && !labels.contains(annotation.label) {
            labels.append(annotation.label)
        }
        self.init(name: item.path.text, digest: item.digest, size: item.size, labels: labels)
    }
}
