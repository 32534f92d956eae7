import RoostEntities
import RoostImaging

extension Geometry.RunLengthMask {
    /// `nil` when the runs are not those of its size.
    var runs: RunLengths? {
        try? RunLengths(size: ImageSize(height: height, width: width), counts: counts)
    }

    init(_ runs: RunLengths) {
        self.init(width: runs.size.width, height: runs.size.height, counts: runs.counts)
    }
}

extension [[Geometry.Point]] {
    /// The pixels that the rings cover, as pycocotools has it.
    func mask(on size: ImageSize) throws(RoostError) -> RunLengths {
        do throws(ImageError) {
            return try RunLengths(polygon: map { ring in ring.map { (x: $0.x, y: $0.y) } }, size: size)
        } catch {
            throw RoostError(.invalidArgument, error.message)
        }
    }
}
