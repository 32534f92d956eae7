extension Geometry {
    /// Alternating runs of pixels outside and inside, column by column from the top left, as COCO counts them.
    public struct RunLengthMask: Sendable, Hashable, Codable {
        public let width: Int
        public let height: Int
        public let counts: [Int]

        public init(width: Int, height: Int, counts: [Int]) {
            self.width = width
            self.height = height
            self.counts = counts
        }
    }
}

extension Geometry.RunLengthMask {
    func validate() throws(RoostError) {
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, !overflow else {
            throw RoostError(.invalidArgument, "a mask has a positive width and height")
        }
        var left = pixels
        for run in counts {
            guard run >= 0, run <= left else {
                throw RoostError(.invalidArgument, "a mask's runs do not add up to its \(width) x \(height) pixels")
            }
            left -= run
        }
        guard left == 0 else {
            throw RoostError(.invalidArgument, "a mask's runs do not add up to its \(width) x \(height) pixels")
        }
    }
}
