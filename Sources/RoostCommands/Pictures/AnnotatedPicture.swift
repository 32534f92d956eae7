import Foundation
import RoostClient
import RoostImaging

/// An image with what is said about it drawn on it.
struct AnnotatedPicture: Sendable {
    /// More than an image file that can be predicted has.
    private static let limit = 1 << 30

    /// In pixels of the image; later ones over earlier ones.
    let marks: [Mark]
    /// Makes small images larger, so that captions can be read.
    var isEnlarged = false

    /// Draws on the image of one file and writes another file: a JPEG by its suffix, else a PNG.
    ///
    /// Blocks.
    ///
    /// - Parameters:
    ///   - file: a JPEG, PNG or WebP file.
    ///   - target: is replaced when it is there.
    /// - Throws: with the name of the file, when one cannot be read or the other not be written.
    func draw(_ file: URL, to target: URL) throws(RoostError) {
        let bytes = try TextFile.bytes(of: file, limit: Self.limit)
        let name = Output.safe(file.lastPathComponent)
        let drawn: Data
        do {
            let image = try Image.decode([UInt8](bytes))
            let picture = try image.drawing(marks, enlargement: isEnlarged ? image.legibleEnlargement : 1)
            let isJPEG = ["jpg", "jpeg"].contains(target.pathExtension.lowercased())
            drawn = Data(isJPEG ? try picture.jpeg() : try picture.png())
        } catch {
            throw RoostError(.corrupted, "cannot draw on \(name): \(error)", cause: error)
        }
        do {
            try drawn.write(to: target, options: .atomic)
        } catch {
            let path = Output.safe(target.path(percentEncoded: false))
            throw RoostError(.permissionDenied, "cannot write \(path); name another place", cause: error)
        }
    }
}
