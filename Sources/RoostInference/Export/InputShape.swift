import RoostEntities
import RoostHuggingFace

/// What an exported model is to take, and nothing else.
///
///     shape = batch "x" channels "x" height "x" width
package struct InputShape: Hashable, Sendable, CustomStringConvertible {
    private static let counts = 1...4096
    private static let sides = 1...8192

    package let batch: Int
    package let channels: Int
    package let size: ImageSize

    /// - Throws: ``RoostError`` with an example.
    package init(_ text: String) throws(RoostError) {
        let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 4, let batch = parts[0], let channels = parts[1], let height = parts[2],
            let width = parts[3]
        else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(text)) is no shape: write batch, channels, height and width, such as 1x3x640x640"
            )
        }
        guard Self.counts.contains(batch), Self.counts.contains(channels), Self.sides.contains(height),
            Self.sides.contains(width)
        else {
            throw RoostError(
                .invalidArgument,
                """
                \(quoted(text)) is out of range: batch and channels are at most \(Self.counts.upperBound), sides at \
                most \(Self.sides.upperBound)
                """
            )
        }
        self.batch = batch
        self.channels = channels
        self.size = ImageSize(height: height, width: width)
    }

    package var description: String { "\(batch)x\(channels)x\(size.height)x\(size.width)" }
}
