import Foundation
import RoostClient

/// An image of this machine on its way into a dataset.
struct ImportedItem: Sendable, Equatable {
    /// Where it lies in the dataset.
    let path: Artifact.Path
    let file: URL
    var subset: Subset?
    var annotations: [Annotation.Draft]
}

/// What an importer found, and what it left out.
struct ImportedDataset: Sendable {
    /// Sorted by path.
    var items: [ImportedItem]
    /// The order in which the source lists its labels.
    var labels: [String]
    /// What was left out, a sentence each.
    var remarks: [String] = []

    /// More than anybody imports by accident.
    static let itemLimit = 5_000_000
}
