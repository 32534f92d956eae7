extension ModelConfig {
    /// The text of a config.json that is this one in all but the classes.
    func text(labels: [String], className: String) -> String {
        var members = fields.members
        let numbered = labels.enumerated().map { (String($0.offset), JSONValue.string($0.element)) }
        members["id2label"] = .object(Dictionary(uniqueKeysWithValues: numbered))
        let ids = labels.enumerated().map { ($0.element, JSONValue.int($0.offset)) }
        members["label2id"] = .object(Dictionary(ids) { first, _ in first })
        members["architectures"] = .array([.string(className)])
        if members["num_labels"] != nil { members["num_labels"] = .int(labels.count) }
        if members["problem_type"] != nil {
            // A head that is fitted by softmax regression answers with one label, whatever the old one did.
            members["problem_type"] = .string(ProblemType.singleLabel.rawValue)
        }
        return JSONWriter.text(.object(members)) + "\n"
    }
}
