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
    static let annotations = 1_000
    static let metadataOfItem = 64 << 10
    static let metadataOfDataset = 1 << 20
    static let results = 1_000
    static let images = 10_000
    static let answers = 1_000
    static let aliases = 1_000
    static let failure = 4 << 10
    /// Parameters, points or tags that a run tells at once.
    static let entries = 1_000
    static let traces = 1_000
    /// Bytes of one step of a trace, of all its steps, and of those of an answer.
    static let span = 8 << 20
    static let spansOfTrace = 64 << 20
    static let spansOfAnswer = 256 << 20
    /// Bytes: what 6,000 characters take at most.
    static let parameter = 24_000
    /// Different parameters, or different metrics.
    static let fieldsOfRun = 10_000
    static let inputs = 100
    static let comparedRuns = 100
    static let settings = 200
    static let userMetrics = 100
    /// Numbers of one evaluation or training.
    static let metrics = 1_000
    static let outcomes = 1_000
    static let gates = 20
    static let prunedVersions = 10_000
    /// 16 TiB: more than any model, and far from where sizes overflow.
    static let blob: Int64 = 16 << 40
    /// In bytes; so much is taken in before it is looked where it goes.
    static let littleContent: Int64 = 128 << 10

    /// - Throws: `tooLarge` when there are more than `limit` bytes of it.
    static func check(_ text: String?, _ what: String, limit: Int = shortText) throws(RoostError) {
        guard let text, text.utf8.count > limit else { return }
        throw RoostError(.tooLarge, "\(what) has \(text.utf8.count) bytes, \(limit) are allowed; shorten it")
    }

    /// - Throws: `tooLarge` when there are more than `limit` bytes.
    static func check(bytes: Int, _ what: String, _ limit: Int) throws(RoostError) {
        guard bytes > limit else { return }
        throw RoostError(.tooLarge, "\(what) take \(bytes) bytes, \(limit) are allowed; leave something out")
    }

    /// - Throws: `tooLarge` when there are more than `limit` of them.
    static func check(count: Int, _ what: String, limit: Int) throws(RoostError) {
        guard count > limit else { return }
        throw RoostError(.tooLarge, "\(count) \(what) are too many at once; send \(limit) at most")
    }

    /// - Throws: `tooLarge` when they take more than about `limit` bytes, `invalidArgument` for a number JSON cannot say.
    static func check(_ members: [String: JSONValue], _ what: String, limit: Int) throws(RoostError) {
        guard let weight = JSONValue.object(members).weight else {
            throw RoostError(.invalidArgument, "\(what) holds a number that is not finite; leave it out")
        }
        guard weight > limit else { return }
        throw RoostError(.tooLarge, "\(what) takes about \(weight) bytes, \(limit) are allowed; shorten it")
    }
}

extension JSONValue {
    /// About how many bytes it has; `nil` when a number in it has no JSON.
    fileprivate var weight: Int? {
        switch self {
        case .null, .bool: 4
        case .integer: 8
        case .number(let number): number.isFinite ? 8 : nil
        case .string(let text): text.utf8.count + 2
        case .array(let elements):
            elements.reduce(2) { sum, element in sum.flatMap { sum in element.weight.map { sum + $0 + 1 } } }
        case .object(let members):
            members.reduce(2) { sum, member in
                sum.flatMap { sum in member.value.weight.map { sum + $0 + member.key.utf8.count + 4 } }
            }
        }
    }
}
