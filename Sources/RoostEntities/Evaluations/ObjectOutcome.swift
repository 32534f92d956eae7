/// What became of one object of the ground truth, or of one answer about an object, at the working threshold.
///
/// An answer that is right and the object it found are one outcome. Segments and the regions of one label on an image
/// count as objects.
public struct ObjectOutcome: Sendable, Codable, Hashable {
    /// The types of error are those of Bolya et al., "TIDE", 2020.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case truePositive = "true-positive"
        /// On an object, but of another label.
        case classification
        /// Near an object of its label, but not near enough.
        case localization
        /// Near an object of another label, but not near enough either.
        case both
        /// On an object of its label that a surer answer has.
        case duplicate
        /// Near no object.
        case background
        /// An object that nothing is about.
        case missed
        /// An object that was not found, though some wrong answer is about it.
        case mistaken

        /// A wrong answer.
        public var isFalsePositive: Bool {
            switch self {
            case .classification, .localization, .both, .duplicate, .background: true
            case .truePositive, .missed, .mistaken: false
            }
        }

        /// An object that was not found.
        public var isFalseNegative: Bool { self == .missed || self == .mistaken }
    }

    public let itemID: Identifier<Item>
    public let path: Artifact.Path
    /// Counts from 0 within the item; the same evaluation always numbers alike.
    public let number: Int
    public let kind: Kind
    /// The object's label; that of the object an answer is about.
    public let truth: String?
    /// The answer's label.
    public let predicted: String?
    /// How sure the answer is.
    public let score: Double?
    /// How much answer and object overlap, 0 to 1.
    public let overlap: Double?
    /// The object's place among the annotations of the snapshot's item.
    public let object: Int?
    public let truthGeometry: Geometry?
    public let predictedGeometry: Geometry?

    package init(
        itemID: Identifier<Item>,
        path: Artifact.Path,
        number: Int,
        kind: Kind,
        truth: String? = nil,
        predicted: String? = nil,
        score: Double? = nil,
        overlap: Double? = nil,
        object: Int? = nil,
        truthGeometry: Geometry? = nil,
        predictedGeometry: Geometry? = nil
    ) {
        self.itemID = itemID
        self.path = path
        self.number = number
        self.kind = kind
        self.truth = truth
        self.predicted = predicted
        self.score = score
        self.overlap = overlap
        self.object = object
        self.truthGeometry = truthGeometry
        self.predictedGeometry = predictedGeometry
    }
}

extension ObjectOutcome {
    /// More than the answers and annotations of any item together.
    package static let numberLimit = 1 << 20

    /// Checks an outcome that came from elsewhere.
    ///
    /// - Throws: `invalidArgument` when its numbers cannot be, or its labels contradict its kind.
    package func check() throws(RoostError) {
        let numbers = [number, object ?? 0].allSatisfy { (0..<Self.numberLimit).contains($0) }
        let shares = [score ?? 0, overlap ?? 0].allSatisfy { $0 >= 0 && $0 <= 1 }
        guard numbers, shares, isWhole else {
            throw RoostError(
                .invalidArgument,
                "outcome \(number) of \(quoted(path.text)) is \(kind.rawValue), which its labels or numbers contradict; "
                    + "send it as the evaluator made it"
            )
        }
        try truthGeometry?.validate()
        try predictedGeometry?.validate()
    }

    private var isWhole: Bool {
        switch kind {
        case .truePositive: truth != nil && truth == predicted
        case .localization, .duplicate: truth != nil && truth == predicted
        case .classification: truth != nil && predicted != nil && truth != predicted
        case .both: truth != nil && predicted != nil
        case .background: predicted != nil && truth == nil
        case .missed: truth != nil && predicted == nil
        case .mistaken: truth != nil
        }
    }
}
