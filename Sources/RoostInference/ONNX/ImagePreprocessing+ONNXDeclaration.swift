import RoostEntities
import RoostImaging

extension ImagePreprocessing {
    /// What `image` in a `roost.json` asks for.
    init(_ steps: ONNXDeclaration.ImageSteps, channels: Int, file: String) throws {
        guard let format: Image.Format = [1: .grey, 3: .rgb][channels] else {
            throw RoostError(
                .unsupported,
                "the model takes images of \(channels) channels; those of 1 and 3 can be prepared"
            )
        }
        try self.init(
            resize: Self.resize(steps.resize, file),
            sizeDivisor: steps.sizeDivisor,
            filter: Self.filter(steps.filter, file),
            centerCrop: steps.crop.map { try Self.size($0, "crop", file) },
            rescaleFactor: steps.scale,
            normalization: Self.normalization(steps, file),
            format: format
        )
    }

    private static func resize(_ resize: ONNXDeclaration.ImageSteps.Resize?, _ file: String) throws(RoostError)
        -> Resize
    {
        switch (resize?.exact, resize?.shortestEdge, resize?.longestEdge) {
        case (let sides?, nil, nil): return .exact(try size(sides, "resize.exact", file))
        case (nil, let edge?, nil): return .shortestEdge(edge)
        case (nil, let edge?, let longest?): return .shortestAndLongestEdge(shortest: edge, longest: longest)
        case (nil, nil, nil) where resize == nil: return .none
        default:
            throw RoostError(.corrupted, "\(file): 'image.resize' has either 'exact' or 'shortest_edge'")
        }
    }

    private static func filter(_ name: String?, _ file: String) throws(RoostError) -> ResamplingFilter {
        guard let name else { return .bilinear }
        if let filter = ResamplingFilter.allCases.first(where: { "\($0)" == name }) { return filter }
        let known = ResamplingFilter.allCases.map { "\($0)" }.joined(separator: ", ")
        throw RoostError(.corrupted, "\(file): 'image.filter' is '\(name)'; choose one of \(known)")
    }

    private static func normalization(
        _ steps: ONNXDeclaration.ImageSteps,
        _ file: String
    ) throws(RoostError) -> Normalization? {
        switch (steps.mean, steps.std) {
        case (nil, nil): return nil
        case (let mean?, let std?): return Normalization(mean: mean, standardDeviation: std)
        default:
            throw RoostError(.corrupted, "\(file): 'image.mean' and 'image.std' come together; add the other")
        }
    }

    private static func size(_ sides: [Int], _ field: String, _ file: String) throws(RoostError) -> ImageSize {
        guard sides.count == 2 else {
            throw RoostError(.corrupted, "\(file): 'image.\(field)' is [height, width]")
        }
        return ImageSize(height: sides[0], width: sides[1])
    }
}
