/// What a ViT checkpoint calls its tensors.
///
/// Files have the names of transformers 4, which version 5 still writes by default; its own, newer names and those of a
/// bare `ViTModel` (without `vit.`) are understood too.
struct ViTNames {
    struct Layer {
        let normBefore: String
        let query: String
        let key: String
        let value: String
        let attentionOutput: String
        let normAfter: String
        let intermediate: String
        let output: String
    }

    let prefix: String
    private let isNew: Bool

    init(_ network: Network) {
        prefix = network.has("embeddings.cls_token") ? "" : "vit."
        isNew = network.has("\(prefix)layers.0.layernorm_before.weight")
    }

    func layer(_ number: Int) -> Layer {
        let name = isNew ? "\(prefix)layers.\(number)" : "\(prefix)encoder.layer.\(number)"
        return Layer(
            normBefore: "\(name).layernorm_before",
            query: isNew ? "\(name).attention.q_proj" : "\(name).attention.attention.query",
            key: isNew ? "\(name).attention.k_proj" : "\(name).attention.attention.key",
            value: isNew ? "\(name).attention.v_proj" : "\(name).attention.attention.value",
            attentionOutput: isNew ? "\(name).attention.o_proj" : "\(name).attention.output.dense",
            normAfter: "\(name).layernorm_after",
            intermediate: isNew ? "\(name).mlp.fc1" : "\(name).intermediate.dense",
            output: isNew ? "\(name).mlp.fc2" : "\(name).output.dense"
        )
    }
}
