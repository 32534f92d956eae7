struct ExaminationJSON: Decodable {
    let repair: Bool?
    let deep: Bool?
}

struct CollectionJSON: Decodable {
    /// How long something rests before it is collected, unless said: a week, in seconds.
    static let grace = 604_800.0

    let dryRun: Bool?
    let graceSeconds: SecondsJSON?
}

struct HealthJSON: Encodable {
    let status: String
    let version: String
}
