import RoostEntities

/// Tells which pixels of an image of that width and height a polygon's rings cover, as pycocotools has it.
///
/// Throws `invalidArgument` for rings that cannot be drawn.
package typealias OutlineRaster =
    @Sendable (
        _ rings: [[Geometry.Point]], _ width: Int, _ height: Int
    ) throws(RoostError) -> Geometry.RunLengthMask
