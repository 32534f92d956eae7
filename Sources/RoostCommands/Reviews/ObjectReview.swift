import ArgumentParser
import RoostClient

/// The review of a detector or segmenter: mistakes counted, then object by object.
struct ObjectReview {
    let command: Review
    let roost: Roost
    let evaluation: Evaluation

    private var output: Output { command.global.output }
    private var dataset: Dataset.Name { command.dataset }

    func run() async throws {
        if let against = command.against { return try await showChanges(against) }
        let errors = command.errors
        guard errors == nil || errors?.ofObjects != nil, !command.items else { return try await showItems() }
        let counted = try await roost.reviewCounts(of: evaluation.id)
        let isFiltered = errors != nil || command.label != nil || command.confusion != nil
        guard !command.counts, isFiltered || command.export != nil else {
            try counted.showObjects(of: evaluation, on: output)
            return output.hint("roost review \(command.version) --dataset \(dataset) --errors any")
        }
        let filter = command.confusion.map { ObjectFilter(confusion: $0) }
        let found = try await roost.wholeObjectReview(
            evaluation.id,
            filter ?? ObjectFilter(errors?.ofObjects ?? .any, label: command.label)
        ).prefix(upTo: command.list.limit)
        output.say(counted.objectWords)
        try output.show(found.items, empty: "no such objects", hasMore: found.hasMore)
        try await command.exportImages(of: ReviewImage.images(of: found.items), found.items, evaluation, roost)
        guard command.export == nil, !found.items.isEmpty else { return }
        output.hint("roost review \(command.version) --dataset \(dataset) --errors any --export FOLDER")
    }

    /// Whole items, the worst first.
    private func showItems() async throws {
        guard let errors = (command.errors ?? .any).ofItems, command.label == nil, command.confusion == nil,
            ![.falsePositive, .falseNegative, .ambiguous].contains(errors)
        else {
            throw ValidationError(
                "Items of a detector or segmenter are any, failed or unlabeled; leave --items out to see objects."
            )
        }
        let found = try await roost.wholeReview(evaluation.id, ReviewFilter(errors)).prefix(upTo: command.list.limit)
        let rows = found.items.map { JudgedItem(reviewed: $0) }
        try output.show(rows, empty: "no such items", hasMore: found.hasMore)
        try await command.exportImages(of: found.items.map { ReviewImage($0) }, found.items, evaluation, roost)
    }

    private func showChanges(_ against: Reference) async throws {
        let before = try await roost.latestEvaluation(
            of: against,
            on: dataset,
            part: evaluation.part,
            snapshot: evaluation.snapshot
        )
        let counted = try await roost.changeCounts(in: evaluation.id, against: before.id)
        guard !command.counts else { return try counted.show(on: output) }
        var objects: [ChangedObject] = []
        var hasMore = false
        for change in command.change.map({ [$0] }) ?? [.broken, .fixed, .stillWrong] {
            let room = command.list.limit - objects.count
            let listing = roost.allObjectChanges(in: evaluation.id, against: before.id, change, label: command.label)
            let found = try await listing.prefix(upTo: room)
            objects += found.items
            hasMore = hasMore || found.hasMore
        }
        output.say("objects: \(counted.words)")
        try output.show(objects, empty: "no such objects", hasMore: hasMore)
        let shown = objects.map { ReviewedObject($0) }
        let changes = Dictionary(objects.map { ($0.after, $0.change.rawValue) }) { first, _ in first }
        let images = ReviewImage.images(of: shown) { changes[$0] ?? $0.kind.rawValue }
        try await command.exportImages(of: images, objects, evaluation, roost)
        guard command.export == nil else { return }
        output.hint("roost compare \(before.version) \(evaluation.version) --dataset \(dataset)")
    }
}
