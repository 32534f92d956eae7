import Foundation
import RoostEntities
import RoostImaging

extension ImageSize {
    /// The size of an image file, from its first bytes.
    ///
    /// - Throws: `corrupted` for what is no image, with its name.
    static func of(_ file: URL) throws(RoostError) -> ImageSize {
        let input = try InputFile(file)
        var count = 1 << 16
        while true {
            do {
                return try ImageHeader.read(try input.read(at: 0, count: min(count, input.size))).size
            } catch let error as ImageError {
                guard count < input.size, count < 1 << 26 else {
                    throw RoostError(.corrupted, "\(quoted(file.lastPathComponent)): \(error.message)")
                }
                count *= 16
            } catch {
                throw error as? RoostError
                    ?? RoostError(.corrupted, "\(quoted(file.lastPathComponent)) cannot be read", cause: error)
            }
        }
    }
}
