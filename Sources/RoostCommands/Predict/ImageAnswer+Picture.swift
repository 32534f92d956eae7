import Foundation
import RoostClient
import RoostImaging
import RoostThreads

extension ImageAnswer {
    /// Draws what was found on images; those without an answer stay away.
    ///
    /// - Parameters:
    ///   - answers: of the images, in their order.
    ///   - images: files of this machine.
    ///   - place: where the pictures go.
    ///   - labels: of the version; their order decides the colours.
    /// - Returns: how many pictures there are.
    /// - Throws: with the name of the file that cannot be read or written.
    static func draw(
        _ answers: [ImageAnswer],
        on images: [URL],
        to place: PicturePlace,
        labels: [String]
    ) async throws -> Int {
        let threads = BlockingThreads(label: "roost-draw", count: 1)
        let colors = LabelColors(labels: labels)
        try await threads.run { () throws(RoostError) in try place.prepare() }
        var count = 0
        for ((answer, image), target) in zip(zip(answers, images), place.files) where answer.failure == nil {
            try Task.checkCancellation()
            // The surest on top.
            let marks = answer.annotations.reversed().compactMap { $0.mark(in: colors) }
            let picture = AnnotatedPicture(marks: marks, isEnlarged: true)
            try await threads.run { () throws(RoostError) in try picture.draw(image, to: target) }
            count += 1
        }
        return count
    }
}
