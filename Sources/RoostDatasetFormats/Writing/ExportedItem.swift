import RoostEntities
import RoostImaging

/// An item on its way out of a dataset; its image is brought by somebody else.
package struct ExportedItem: Sendable {
    package let path: Artifact.Path
    package let subset: Subset?
    /// In pixels.
    package let size: ImageSize
    package let metadata: [String: JSONValue]
    package let annotations: [Annotation.Draft]

    /// Width and height in pixels.
    package init(
        path: Artifact.Path,
        subset: Subset?,
        width: Int,
        height: Int,
        metadata: [String: JSONValue],
        annotations: [Annotation.Draft]
    ) {
        self.init(
            path: path,
            subset: subset,
            size: ImageSize(height: height, width: width),
            metadata: metadata,
            annotations: annotations
        )
    }

    init(
        path: Artifact.Path,
        subset: Subset?,
        size: ImageSize,
        metadata: [String: JSONValue],
        annotations: [Annotation.Draft]
    ) {
        self.path = path
        self.subset = subset
        self.size = size
        self.metadata = metadata
        self.annotations = annotations
    }

    /// The item with other annotations.
    func with(_ annotations: [Annotation.Draft]) -> ExportedItem {
        ExportedItem(path: path, subset: subset, size: size, metadata: metadata, annotations: annotations)
    }
}
