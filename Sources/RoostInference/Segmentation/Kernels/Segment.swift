import RoostImaging

/// A part of an image that a model recognised.
struct Segment: Hashable, Sendable {
    /// Its place among the model's labels.
    let label: Int
    /// 0 to 1; `nil` where a model only says which label is likeliest.
    let score: Double?
    /// Of the image's size; never empty.
    let mask: RunLengths
}
