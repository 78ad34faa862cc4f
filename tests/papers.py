"""Papers that lists made by tests list: title, authors, venue, year, month, arXiv identifier, repository."""

from __future__ import annotations

from typing import NamedTuple


class Paper(NamedTuple):
    """A paper. `venue` is its common short name, `month` counts from 1."""

    title: str
    authors: tuple[str, ...]
    venue: str
    year: int
    month: int
    arxiv: str
    repository: str

    @property
    def url(self) -> str:
        return f"https://arxiv.org/abs/{self.arxiv}"

    @property
    def code(self) -> str:
        return f"https://github.com/{self.repository}" if self.repository else ""

    @property
    def names(self) -> str:
        return ", ".join(self.authors)


_TABLE = """
Deep Residual Learning for Image Recognition | Kaiming He; Xiangyu Zhang; Shaoqing Ren; Jian Sun | CVPR | 2016 | 12 | 1512.03385 | KaimingHe/deep-residual-networks
Attention Is All You Need | Ashish Vaswani; Noam Shazeer; Niki Parmar | NeurIPS | 2017 | 6 | 1706.03762 | tensorflow/tensor2tensor
Adam: A Method for Stochastic Optimization | Diederik P. Kingma; Jimmy Ba | ICLR | 2015 | 12 | 1412.6980 |
BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding | Jacob Devlin; Ming-Wei Chang; Kenton Lee; Kristina Toutanova | NAACL | 2019 | 10 | 1810.04805 | google-research/bert
Mask R-CNN | Kaiming He; Georgia Gkioxari; Piotr Dollár; Ross Girshick | ICCV | 2017 | 3 | 1703.06870 | facebookresearch/Detectron
You Only Look Once: Unified, Real-Time Object Detection | Joseph Redmon; Santosh Divvala; Ross Girshick; Ali Farhadi | CVPR | 2016 | 6 | 1506.02640 | pjreddie/darknet
Playing Atari with Deep Reinforcement Learning | Volodymyr Mnih; Koray Kavukcuoglu; David Silver | arXiv | 2013 | 12 | 1312.5602 |
Distilling the Knowledge in a Neural Network | Geoffrey Hinton; Oriol Vinyals; Jeff Dean | arXiv | 2015 | 3 | 1503.02531 |
Semi-Supervised Classification with Graph Convolutional Networks | Thomas N. Kipf; Max Welling | ICLR | 2017 | 9 | 1609.02907 | tkipf/gcn
Are GANs Created Equal? A Large-Scale Study | Mario Lucic; Karol Kurach; Marcin Michalski | NeurIPS | 2018 | 11 | 1711.10337 | google/compare_gan
Auto-Encoding Variational Bayes | Diederik P. Kingma; Max Welling | ICLR | 2014 | 12 | 1312.6114 |
Neural Machine Translation by Jointly Learning to Align and Translate | Dzmitry Bahdanau; Kyunghyun Cho; Yoshua Bengio | ICLR | 2015 | 9 | 1409.0473 | lisa-groundhog/GroundHog
NeRF: Representing Scenes as Neural Radiance Fields for View Synthesis | Ben Mildenhall; Pratul P. Srinivasan; Matthew Tancik | ECCV | 2020 | 3 | 2003.08934 | bmild/nerf
Why Should I Trust You? Explaining the Predictions of Any Classifier | Marco Tulio Ribeiro; Sameer Singh; Carlos Guestrin | KDD | 2016 | 2 | 1602.04938 | marcotcr/lime
Denoising Diffusion Probabilistic Models | Jonathan Ho; Ajay Jain; Pieter Abbeel | NeurIPS | 2020 | 6 | 2006.11239 | hojonathanho/diffusion
High-Resolution Image Synthesis with Latent Diffusion Models | Robin Rombach; Andreas Blattmann; Dominik Lorenz | CVPR | 2022 | 12 | 2112.10752 | CompVis/latent-diffusion
Proximal Policy Optimization Algorithms | John Schulman; Filip Wolski; Prafulla Dhariwal | arXiv | 2017 | 7 | 1707.06347 | openai/baselines
Trust Region Policy Optimization | John Schulman; Sergey Levine; Philipp Moritz | ICML | 2015 | 2 | 1502.05477 |
Graph Attention Networks | Petar Veličković; Guillem Cucurull; Arantxa Casanova | ICLR | 2018 | 10 | 1710.10903 | PetarV-/GAT
Inductive Representation Learning on Large Graphs | William L. Hamilton; Rex Ying; Jure Leskovec | NeurIPS | 2017 | 6 | 1706.02216 | williamleif/GraphSAGE
How Powerful are Graph Neural Networks? | Keyulu Xu; Weihua Hu; Jure Leskovec; Stefanie Jegelka | ICLR | 2019 | 10 | 1810.00826 | weihua916/powerful-gnns
Segment Anything | Alexander Kirillov; Eric Mintun; Nikhila Ravi | ICCV | 2023 | 4 | 2304.02643 | facebookresearch/segment-anything
Learning Transferable Visual Models From Natural Language Supervision | Alec Radford; Jong Wook Kim; Chris Hallacy | ICML | 2021 | 2 | 2103.00020 | openai/CLIP
3D Gaussian Splatting for Real-Time Radiance Field Rendering | Bernhard Kerbl; Georgios Kopanas; Thomas Leimkühler | SIGGRAPH | 2023 | 8 | 2308.04079 | graphdeco-inria/gaussian-splatting
U-Net: Convolutional Networks for Biomedical Image Segmentation | Olaf Ronneberger; Philipp Fischer; Thomas Brox | MICCAI | 2015 | 5 | 1505.04597 |
Language Models are Few-Shot Learners | Tom B. Brown; Benjamin Mann; Nick Ryder | NeurIPS | 2020 | 5 | 2005.14165 | openai/gpt-3
LoRA: Low-Rank Adaptation of Large Language Models | Edward J. Hu; Yelong Shen; Phillip Wallis | ICLR | 2022 | 6 | 2106.09685 | microsoft/LoRA
Lost in the Middle: How Language Models Use Long Contexts | Nelson F. Liu; Kevin Lin; John Hewitt | TACL | 2024 | 7 | 2307.03172 | nelson-liu/lost-in-the-middle
QLoRA: Efficient Finetuning of Quantized LLMs | Tim Dettmers; Artidoro Pagnoni; Ari Holtzman | NeurIPS | 2023 | 5 | 2305.14314 | artidoro/qlora
Chain-of-Thought Prompting Elicits Reasoning in Large Language Models | Jason Wei; Xuezhi Wang; Dale Schuurmans | NeurIPS | 2022 | 1 | 2201.11903 |
Don't Stop Pretraining: Adapt Language Models to Domains and Tasks | Suchin Gururangan; Ana Marasović; Swabha Swayamdipta | ACL | 2020 | 4 | 2004.10964 | allenai/dont-stop-pretraining
Unsupervised Cross-lingual Representation Learning at Scale | Alexis Conneau; Kartikay Khandelwal; Naman Goyal | ACL | 2020 | 11 | 1911.02116 | facebookresearch/XLM
Llama 2: Open Foundation and Fine-Tuned Chat Models | Hugo Touvron; Louis Martin; Kevin Stone | arXiv | 2023 | 7 | 2307.09288 | facebookresearch/llama
Sequence to Sequence Learning with Neural Networks | Ilya Sutskever; Oriol Vinyals; Quoc V. Le | NeurIPS | 2014 | 9 | 1409.3215 |
Dropout as a Bayesian Approximation: Representing Model Uncertainty in Deep Learning | Yarin Gal; Zoubin Ghahramani | ICML | 2016 | 6 | 1506.02142 |
Wide & Deep Learning for Recommender Systems | Heng-Tze Cheng; Levent Koc; Jeremiah Harmsen | RecSys | 2016 | 6 | 1606.07792 |
XGBoost: A Scalable Tree Boosting System | Tianqi Chen; Carlos Guestrin | KDD | 2016 | 3 | 1603.02754 | dmlc/xgboost
Federated Optimization in Heterogeneous Networks | Tian Li; Anit Kumar Sahu; Manzil Zaheer | MLSys | 2020 | 12 | 1812.06127 | litian96/FedProx
Communication-Efficient Learning of Deep Networks from Decentralized Data | H. Brendan McMahan; Eider Moore; Daniel Ramage | AISTATS | 2017 | 2 | 1602.05629 |
Outrageously Large Neural Networks: The Sparsely-Gated Mixture-of-Experts Layer | Noam Shazeer; Azalia Mirhoseini; Krzysztof Maziarz | ICLR | 2017 | 1 | 1701.06538 |
"""


def _paper(row: str) -> Paper:
    title, authors, venue, year, month, arxiv, repository = (cell.strip() for cell in row.split("|"))
    return Paper(
        title=title,
        authors=tuple(authors.split("; ")),
        venue=venue,
        year=int(year),
        month=int(month),
        arxiv=arxiv,
        repository=repository,
    )


PAPERS = tuple(map(_paper, _TABLE.strip().splitlines()))
