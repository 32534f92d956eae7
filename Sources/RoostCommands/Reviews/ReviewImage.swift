import RoostClient

/// An image of a review, with what is to be seen on it.
struct ReviewImage: Sendable {
    let item: Identifier<Item>
    let path: Artifact.Path
    /// Of its content.
    let digest: Digest
    /// Where a review laid out in folders has it, such as `3 as 8` or `background`.
    let folder: String
    /// What was found out about objects on it; none when it was judged as a whole.
    let objects: [ObjectOutcome]
    /// Its one label, when it was judged as a whole.
    let truth: String?
    /// What the version said, as metadata.
    let answer: [String: JSONValue]

    init(_ reviewed: ReviewedItem) {
        item = reviewed.outcome.itemID
        path = reviewed.outcome.path
        digest = reviewed.digest
        folder = Self.folder(of: reviewed.outcome)
        objects = []
        truth = reviewed.outcome.truth
        answer = reviewed.outcome.answer
    }

    /// The image with those of `objects` that came out in one way; none are no image.
    private init?(_ objects: [ReviewedObject], folder: String) {
        guard let first = objects.first else { return nil }
        item = first.outcome.itemID
        path = first.outcome.path
        digest = first.digest
        self.folder = folder
        self.objects = objects.map(\.outcome)
        truth = nil
        answer = ["objects": .array(objects.map { .object($0.outcome.answer) })]
    }

    /// The images of objects, one for each way in which objects of an image came out, in the order of their first.
    ///
    /// - Parameters:
    ///   - objects: The objects.
    ///   - folder: Where an object belongs.
    /// - Returns: The images.
    static func images(
        of objects: [ReviewedObject],
        folder: (ObjectOutcome) -> String = { $0.kind.rawValue }
    ) -> [ReviewImage] {
        struct Key: Hashable {
            let item: Identifier<Item>
            let folder: String
        }
        var order: [Key] = []
        var groups: [Key: [ReviewedObject]] = [:]
        for object in objects {
            let key = Key(item: object.outcome.itemID, folder: folder(object.outcome))
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(object)
        }
        return order.compactMap { key in ReviewImage(groups[key] ?? [], folder: key.folder) }
    }

    static func folder(of outcome: Outcome) -> String {
        guard let truth = outcome.truth, let predicted = outcome.predicted else { return outcome.kind.rawValue }
        return "\(truth) as \(predicted)"
    }
}

extension Outcome {
    /// What the version said, as metadata of an image.
    fileprivate var answer: [String: JSONValue] {
        var answer: [String: JSONValue] = ["outcome": .string(kind.rawValue)]
        answer["answer"] = predicted.map(JSONValue.string)
        answer["confidence"] = confidence.map(JSONValue.number)
        answer["truthProbability"] = truthProbability.map(JSONValue.number)
        answer["quality"] = quality.map(JSONValue.number)
        return answer
    }
}

extension ObjectOutcome {
    /// What the version said, as metadata of an image.
    fileprivate var answer: [String: JSONValue] {
        var answer: [String: JSONValue] = ["outcome": .string(kind.rawValue)]
        answer["truth"] = truth.map(JSONValue.string)
        answer["answer"] = predicted.map(JSONValue.string)
        answer["score"] = score.map(JSONValue.number)
        answer["overlap"] = overlap.map(JSONValue.number)
        answer["box"] = (predictedGeometry ?? truthGeometry)?.boundingBox.map {
            .array([$0.x, $0.y, $0.width, $0.height].map(JSONValue.number))
        }
        return answer
    }
}
