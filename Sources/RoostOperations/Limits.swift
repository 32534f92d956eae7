import RoostEntities

/// How much of what people write is taken.
enum Limits {
    static let description = 64 << 10
    static let shortText = 256
    static let artifacts = 100_000
    static let labels = 100_000
    static let configuration = 1 << 20
    static let digests = 10_000
    static let items = 1_000
    static let annotationsOfItem = 10_000
    static let results = 1_000
    static let images = 10_000
    static let answers = 1_000
    static let aliases = 1_000
    static let failure = 4 << 10
    /// Parameters, points or tags that a run tells at once.
    static let entries = 1_000
    static let parameter = 6_000
    /// Different parameters, or different metrics.
    static let fieldsOfRun = 10_000
    static let inputs = 100
    static let comparedRuns = 100
    /// 16 TiB: more than any model, and far from where sizes overflow.
    static let blob: Int64 = 16 << 40

    /// - Throws: `tooLarge` when there are more than `limit` bytes of it.
    static func check(_ text: String?, _ what: String, limit: Int = shortText) throws(RoostError) {
        guard let text, text.utf8.count > limit else { return }
        throw RoostError(.tooLarge, "\(what) has \(text.utf8.count) bytes, \(limit) are allowed; shorten it")
    }

    /// - Throws: `tooLarge` when there are more than `limit` of them.
    static func check(count: Int, _ what: String, limit: Int) throws(RoostError) {
        guard count > limit else { return }
        throw RoostError(.tooLarge, "\(count) \(what) are too many at once; send \(limit) at most")
    }
}
