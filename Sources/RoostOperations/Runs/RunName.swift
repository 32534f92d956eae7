import RoostEntities

/// A name for a run that was given none, such as `brisk-heron-417`.
///
/// It is made of the run's identifier, so that the same run never has two.
enum RunName {
    static func madeUp(for id: Identifier<Run>) -> String {
        // FNV-1a, 64 bits: neighbouring identifiers get names that are nothing alike.
        let hash = id.bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let manner = manners[Int(hash % UInt64(manners.count))]
        let bird = birds[Int(hash >> 16 % UInt64(birds.count))]
        return "\(manner)-\(bird)-\(hash >> 32 % 1000)"
    }

    private static let manners = [
        "able", "airy", "brave", "brisk", "calm", "clear", "deft", "eager", "early", "fair", "fleet", "gentle",
        "keen", "lively", "merry", "neat", "nimble", "patient", "quick", "quiet", "sharp", "steady", "swift", "wise",
    ]

    private static let birds = [
        "bittern", "bunting", "crane", "curlew", "dipper", "dove", "dunlin", "egret", "finch", "heron", "ibis",
        "kestrel", "lapwing", "lark", "linnet", "martin", "osprey", "owl", "plover", "robin", "siskin", "swallow",
        "tern", "wren",
    ]
}
