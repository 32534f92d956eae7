import Foundation
import RoostEntities

/// An image of this machine on its way into a dataset.
package struct ImportedItem: Sendable, Equatable {
    /// Where it lies in the dataset.
    package let path: Artifact.Path
    package let file: URL
    package var subset: Subset?
    package var annotations: [Annotation.Draft]
    package var metadata: [String: JSONValue]

    package init(
        path: Artifact.Path,
        file: URL,
        subset: Subset? = nil,
        annotations: [Annotation.Draft] = [],
        metadata: [String: JSONValue] = [:]
    ) {
        self.path = path
        self.file = file
        self.subset = subset
        self.annotations = annotations
        self.metadata = metadata
    }

    /// More than anybody imports by accident.
    static let limit = 5_000_000
}
