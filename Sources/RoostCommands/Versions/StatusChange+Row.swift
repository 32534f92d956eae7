import RoostClient

extension StatusChange: Row {
    static var columns: [String] { ["at", "from", "to", "by", "message"] }

    var cells: [String] {
        [at.short, from?.rawValue ?? "-", to.rawValue, actor, message]
    }
}
