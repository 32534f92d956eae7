import Foundation

/// Whether text is XML, by a reader of tags that knows no more than it must.
struct XMLCheck {
    /// Every tag that is opened is closed, in order, and no bare markup is left in the text between.
    let isWellFormed: Bool
    let elements: Set<String>

    init(_ text: String) {
        var open: [String] = []
        var elements: Set<String> = []
        var isWellFormed = true
        let tag = /<(?<close>\/?)(?<name>[A-Za-z]+)(?: [A-Za-z0-9:-]+="[^"<>]*")*(?<single>\/?)>/
        for match in text.matches(of: tag) {
            let name = String(match.output.name)
            elements.insert(name)
            if !match.output.close.isEmpty {
                isWellFormed = isWellFormed && open.popLast() == name
            } else if match.output.single.isEmpty {
                open.append(name)
            }
        }
        let rest = text.replacing(tag, with: "").replacing(/&(amp|lt|gt|quot|#39);/, with: "")
        self.isWellFormed = isWellFormed && open.isEmpty && !rest.contains { "<>&".contains($0) }
        self.elements = elements
    }
}
