/// What this build is.
enum Program {
    static let version = "0.1.0"
}
