/// Rows under headings, aligned by spaces.
struct Table {
    let columns: [String]
    let rows: [[String]]

    var text: String {
        let lines = [columns.map { $0.uppercased() }] + rows.map { $0.map { Output.safe($0) } }
        let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { Self.line($0, widths) }.joined()
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = zip(cells, widths).map { cell, width in
            cell + String(repeating: " ", count: width - cell.count)
        }
        var line = padded.joined(separator: "  ")
        while line.hasSuffix(" ") { line.removeLast() }
        return line + "\n"
    }
}

/// Names and values, one pair a line; a value of several lines keeps its indent.
struct Fields {
    let fields: [Field]

    init(_ fields: [Field]) {
        self.fields = fields
    }

    var text: String {
        let said = fields.compactMap { field in field.value.map { (field.name, $0) } }.filter { !$0.1.isEmpty }
        let width = said.map(\.0.count).max() ?? 0
        let indent = "\n" + String(repeating: " ", count: width + 2)
        return said.map { name, value in
            let lines = value.split(separator: "\n").map { Output.safe(String($0)) }
            return name + String(repeating: " ", count: width + 2 - name.count) + lines.joined(separator: indent) + "\n"
        }.joined()
    }
}
