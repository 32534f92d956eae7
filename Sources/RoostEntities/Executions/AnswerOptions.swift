/// What is wanted of the answers of a detector or a segmenter; what is `nil` is as the model's image processor has it.
public struct AnswerOptions: Sendable, Codable, Hashable {
    /// Of those that the model can do.
    public var task: ModelTask?
    /// Objects must be surer than this, 0 to 1; usually 0.5.
    public var threshold: Double?
    /// From which probability a pixel belongs to a mask, 0 to 1; usually 0.5.
    public var maskThreshold: Double?
    /// How much of a panoptic segment must be left once surer ones took their pixels, 0 to 1; usually 0.8.
    public var overlapThreshold: Double?
    /// Polygons instead of masks.
    public var outlines: Bool?

    /// - Throws: `invalidArgument` for a threshold that is not between 0 and 1.
    public init(
        task: ModelTask? = nil,
        threshold: Double? = nil,
        maskThreshold: Double? = nil,
        overlapThreshold: Double? = nil,
        outlines: Bool? = nil
    ) throws(RoostError) {
        self.init()
        self.task = task
        self.threshold = threshold
        self.maskThreshold = maskThreshold
        self.overlapThreshold = overlapThreshold
        self.outlines = outlines
        try validate()
    }

    /// Everything as the model's image processor has it.
    public init() {}

    /// - Throws: `invalidArgument` for a threshold that is not between 0 and 1.
    package func validate() throws(RoostError) {
        for threshold in [threshold, maskThreshold, overlapThreshold].compactMap({ $0 })
        where !(0...1).contains(threshold) {
            throw RoostError(.invalidArgument, "a threshold lies between 0 and 1, not at \(threshold)")
        }
    }
}
