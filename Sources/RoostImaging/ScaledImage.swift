/// An image resized and cropped but still in 8-bit samples: a quarter of its tensor's memory while it waits for a batch.
package struct ScaledImage: Hashable, Sendable {
    let image: Image
    let rows: CropWindow
    let columns: CropWindow

    /// The size of the tensor it becomes.
    package var size: ImageSize {
        ImageSize(height: rows.count, width: columns.count)
    }
}
