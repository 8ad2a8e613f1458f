import type { CodeRule } from "../../contract/index.ts";
import { loadsCode, unpickles } from "../../mechanisms/unsafe-loading.ts";

export const rule: CodeRule = {
  ...loadsCode,
  id: "fastai-load-learner",
  title: "A whole learner of fastai is unpickled",
  remedy:
    'Build the learner in code and load weights only: `learner = vision_learner(data, resnet34); learner.model.load_state_dict(safetensors.torch.load_file("net.safetensors"))`.',
  check: unpickles({
    calls: ["fastai.**.load_learner", "fastai.load_learner", "huggingface_hub.from_pretrained_fastai"],
    says: ({ method }) => `\`${method}\` unpickles the learner with every object in it.`,
  }),
};
