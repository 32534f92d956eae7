extension ObjectOutcome {
    /// How many numbers a shape has at most that is kept: some 150 KB.
    package static let shapeLimit = 20_000

    /// The same with the box around it in place of a shape with more numbers than are kept.
    package var bounded: ObjectOutcome {
        guard shapeNumbers > Self.shapeLimit else { return self }
        return ObjectOutcome(
            itemID: itemID,
            path: path,
            number: number,
            kind: kind,
            truth: truth,
            predicted: predicted,
            score: score,
            overlap: overlap,
            object: object,
            truthGeometry: truthGeometry.flatMap(Self.bounded),
            predictedGeometry: predictedGeometry.flatMap(Self.bounded)
        )
    }

    /// How many numbers its shapes have: what it takes to send it.
    package var shapeNumbers: Int {
        (truthGeometry?.numberCount ?? 0) + (predictedGeometry?.numberCount ?? 0)
    }

    private static func bounded(_ geometry: Geometry) -> Geometry? {
        guard geometry.numberCount > shapeLimit else { return geometry }
        return geometry.boundingBox.map { .box($0) }
    }
}
