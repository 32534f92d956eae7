/// How much a detection and an object overlap: intersection over union, of what.
///
/// Where the object is a crowd, the union is the area of the detection alone.
package enum DetectionOverlap: Sendable, Hashable {
    case box
    case mask
    /// The smaller of the overlaps of the masks and of their boundaries; of the masks alone where the object is a crowd.
    ///
    /// `share` of the image's diagonal is how wide a boundary is; 0.02 is usual.
    case boundary(share: Double)
}
